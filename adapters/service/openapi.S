    .section .rodata
    .global unknotd_openapi_begin
    .global unknotd_openapi_end
unknotd_openapi_begin:
    .incbin "openapi.json"
unknotd_openapi_end:
    .section .note.GNU-stack, "", @progbits
