"""The filter of amounts: ``{{ amount|dong }}``."""

from django import template

from config import money

register = template.Library()
register.filter("dong", money.dong)
