"""Vetting of public grants and premises: importing the package loads nothing."""

VERSION = "0.4.0"
