/* Makes the bytes of EMBED_FILE readable as EMBED_BEGIN to EMBED_END, in this library only. */
#if defined(_WIN32)
    .section .rdata, "dr"
#else
    .section .rodata
#endif
/* As C calls it: on 32-bit Windows with an underscore. */
#define EMBED_PASTE(prefix, name) prefix##name
#define EMBED_PREFIXED(prefix, name) EMBED_PASTE(prefix, name)
#define EMBED_LABEL(name) EMBED_PREFIXED(__USER_LABEL_PREFIX__, name)
    .balign 16
    .globl EMBED_LABEL(EMBED_BEGIN)
    .globl EMBED_LABEL(EMBED_END)
#if !defined(_WIN32)
    .hidden EMBED_LABEL(EMBED_BEGIN)
    .hidden EMBED_LABEL(EMBED_END)
#endif
EMBED_LABEL(EMBED_BEGIN):
    .incbin EMBED_FILE
EMBED_LABEL(EMBED_END):
    .byte 0
#if defined(__linux__) && defined(__ELF__)
    .section .note.GNU-stack, "", %progbits
#endif
