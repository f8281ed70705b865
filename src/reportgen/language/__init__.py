"""Numbers, dates and sentences in words, by locale and language.  It computes nothing."""
