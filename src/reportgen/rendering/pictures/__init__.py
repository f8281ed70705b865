"""Pictures of articles: read by their content, upright, in sRGB, without metadata, and no larger than pages need."""
