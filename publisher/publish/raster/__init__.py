"""Pictures made of dots: Typst with our fonts draws what is shown where no page can be."""
