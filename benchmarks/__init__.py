"""SPEED AS RATIOS INSIDE ONE RUN: never asserted by the clock in a test."""
