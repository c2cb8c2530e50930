"""Amounts as offices write them."""

from django import template

from mediators.pay import page as pay

register = template.Library()


@register.filter
def dong(amount: int) -> str:
    """1234567 as "1.234.567"."""
    return pay.dong(amount)
