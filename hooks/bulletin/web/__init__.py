"""The portal: what of a bulletin a reader meets on the web, page by page."""
