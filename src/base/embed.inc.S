/* Makes the bytes of EMBED_FILE readable as EMBED_BEGIN to EMBED_END, in this library only. */
#if defined(_WIN32)
    .section .rdata, "dr"
#else
    .section .rodata
#endif
    .balign 16
    .globl EMBED_BEGIN
    .globl EMBED_END
#if !defined(_WIN32)
    .hidden EMBED_BEGIN
    .hidden EMBED_END
#endif
EMBED_BEGIN:
    .incbin EMBED_FILE
EMBED_END:
    .byte 0
#if defined(__linux__) && defined(__ELF__)
    .section .note.GNU-stack, "", %progbits
#endif
