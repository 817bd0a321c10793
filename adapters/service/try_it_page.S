    .macro file name, path
    .global unknotd_page_\name\()_begin
    .global unknotd_page_\name\()_end
unknotd_page_\name\()_begin:
    .incbin "\path"
unknotd_page_\name\()_end:
    .endm

    .section .rodata
    file html, "page/index.html"
    file css, "page/page.css"
    file js, "page/page.js"
    .section .note.GNU-stack, "", @progbits
