/* The page's files, each sent as one: what is long to read stands in several, in this order. */
    .macro page_begin name
    .global unknotd_page_\name\()_begin
unknotd_page_\name\()_begin:
    .endm
    .macro page_end name
    .global unknotd_page_\name\()_end
unknotd_page_\name\()_end:
    .endm

    .section .rodata
    page_begin html
    .incbin "page/index.html"
    page_end html
    page_begin css
    .incbin "page/page.css"
    .incbin "page/staff.css"
    page_end css
    page_begin js
    .incbin "page/words.js"
    .incbin "page/assess.js"
    .incbin "page/questions.js"
    .incbin "page/screens.js"
    page_end js
    .section .note.GNU-stack, "", @progbits
