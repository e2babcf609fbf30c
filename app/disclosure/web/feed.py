"""What can be subscribed to: the Atom feed of notices and verdicts, and the calendar of meetings."""

from litestar import Controller, Response, get

from app.disclosure.queries.feed import calendar_of, feed_of, founded_at
from app.disclosure.rules.subscribed import atom, calendar
from app.doors import public
from app.filters import html_lang
from app.pages import AnyRequest, Here
from app.settings import settings
from app.words import _, translate


class FeedController(Controller):
    """The village's feed and calendar, for everybody."""

    path = "/v/{village:str}"
    include_in_schema = False

    @get("/feed.atom", guards=[public])
    async def feed(self, request: AnyRequest, place: Here) -> Response[bytes]:
        """Return the latest notices and verdicts."""
        request.scope["state"]["cacheable"] = True
        content = atom(
            await feed_of(place),
            village=place.id,
            title=translate(_("Notices of %(village)s", village=place.name)),
            site=settings().public_url,
            home=place.home,
            language=html_lang(),
            since=await founded_at(place.id),
        )
        return Response(content, media_type="application/atom+xml; charset=utf-8")

    @get("/calendar.ics", guards=[public])
    async def calendar(self, request: AnyRequest, place: Here) -> Response[str]:
        """Return the meetings that are called."""
        request.scope["state"]["cacheable"] = True
        title = translate(_("Meetings of %(village)s", village=place.name))
        content = calendar(await calendar_of(place), title=title, site=settings().public_url)
        return Response(content, media_type="text/calendar")
