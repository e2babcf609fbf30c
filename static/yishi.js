/* The little that htmx leaves to us; every page works without it. */
(function () {
  "use strict";

  function focusOnFaults() {
    var box = document.querySelector("[data-focus]:not([data-seen])");
    if (box) {
      box.setAttribute("data-seen", "");
      box.focus();
    }
  }

  function tellOffline(isOffline) {
    var line = document.getElementById("offline");
    if (line) {
      line.hidden = !isOffline;
    }
  }

  /* A page that came without a new load is begun at its heading, for whoever listens to it. */
  function beginAtTheHeading(event) {
    var ctx = event.detail && event.detail.ctx;
    var heading = document.querySelector("main h1");
    if (ctx && ctx.sourceElement === document.body && heading) {
      heading.setAttribute("tabindex", "-1");
      heading.focus();
      window.scrollTo(0, 0);
    }
  }

  document.addEventListener("htmx:after:swap", focusOnFaults);
  document.addEventListener("htmx:after:swap", beginAtTheHeading);
  document.addEventListener("htmx:after:request", function () { tellOffline(false); });
  /* A line for one name after the other is empty again once the name was taken. */
  document.addEventListener("htmx:after:request", function (event) {
    var ctx = event.detail && event.detail.ctx;
    var form = ctx && ctx.sourceElement;
    if (form && form.matches && form.matches("form[data-clear]") && ctx.response && ctx.response.status < 400) {
      form.reset();
    }
  });
  document.addEventListener("htmx:error", function (event) {
    if (event.detail && event.detail.ctx) {
      tellOffline(true);
    }
  });
  /* A button that would be refused stays in reach of the keyboard; pressing it leads to its reason. */
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("button[aria-disabled=true][aria-describedby]");
    var reason = button && document.getElementById(button.getAttribute("aria-describedby"));
    if (reason) {
      event.preventDefault();
      event.stopImmediatePropagation();
      reason.setAttribute("tabindex", "-1");
      reason.focus();
    }
  }, true);
  /* A card's QR code carries its code behind the #, which is never sent and kept in no log; it is typed in here. */
  function takeCodeFromAddress() {
    var field = document.querySelector("[data-from-fragment]");
    var code = /^#([0-9A-Za-z]{4}-?[0-9A-Za-z]{4})$/.exec(window.location.hash);
    if (field && code) {
      field.value = code[1].toUpperCase();
      window.history.replaceState(null, "", window.location.pathname + window.location.search);
      field.focus();
    }
  }

  /* Going back to a step between two pages asks for it anew, instead of showing the browser's "send again?". */
  function forgetWhatLedHere() {
    if (document.querySelector("form[data-step]")) {
      window.history.replaceState(null, "", window.location.href);
    }
  }

  /* Whoever types slowly may see the password; the tick is there only where it works. */
  function offerToShowPasswords() {
    document.querySelectorAll("[data-reveal]").forEach(function (tick) {
      tick.hidden = false;
      tick.addEventListener("change", function (event) {
        tick.closest("form").querySelectorAll("input[autocomplete$=password]").forEach(function (field) {
          field.type = event.target.checked ? "text" : "password";
        });
      });
    });
  }

  /* A page as it hangs on paper; the button is there only where it works. */
  function offerToPrint() {
    document.querySelectorAll("[data-print]").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () { window.print(); });
    });
  }

  /* A page that lives on news says when none come, and asks for them itself: a stream may be cut, or held back on the way.
     The house says something every fifteen seconds. */
  var FIRST_WORD = 6000, NEXT_WORD = 40000, ASK_EVERY = 5000;
  var patience = null, asking = null;

  function wait(milliseconds) {
    window.clearTimeout(patience);
    patience = window.setTimeout(standStill, milliseconds);
  }

  function standStill() {
    var live = document.getElementById("live");
    if (!live || asking) {
      return;
    }
    document.getElementById("standstill").hidden = false;
    asking = window.setInterval(ask, ASK_EVERY);
    ask();
  }

  function ask() {
    var live = document.getElementById("live");
    if (live && !document.hidden) {
      live.dispatchEvent(new CustomEvent("refresh"));
    }
  }

  function heard() {
    if (asking) {
      window.clearInterval(asking);
      asking = null;
      document.getElementById("standstill").hidden = true;
    }
    wait(NEXT_WORD);
  }

  function listenForNews() {
    var live = document.getElementById("live");
    if (live) {
      live.addEventListener("htmx:sse:before:message", heard);
      document.addEventListener("visibilitychange", function () {
        if (document.hidden) {
          window.clearTimeout(patience);
        } else if (!asking) {
          wait(FIRST_WORD);
        }
      });
      wait(FIRST_WORD);
    }
  }

  listenForNews();
  forgetWhatLedHere();
  offerToPrint();
  offerToShowPasswords();
  takeCodeFromAddress();
  window.addEventListener("hashchange", takeCodeFromAddress);
  focusOnFaults();
})();
