### What stands around the text of documents that run over several pages.

# $section is the heading of the part that the page goes on with
pages-continued = { $section }, continued
# $title is the document's, $name the person's
pages-document-title = { $title }, { $name }
pages-owner = CPSO { $number } · { $name }
