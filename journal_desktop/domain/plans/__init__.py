"""Lesson plans (КТП): their lines, rules, dates and corrections. Pure."""
