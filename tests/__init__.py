"""The tests mirror the house, with the house itself and journeys through it added."""
