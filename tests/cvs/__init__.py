"""Fictional CVs with what is right for each: generated in many shapes, written by hand, and spoilt on purpose."""
