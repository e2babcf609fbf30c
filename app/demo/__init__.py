"""The demo village: its matters as data, played through the real services as a village would act them."""

from app.demo.story import play

__all__ = ["play"]
