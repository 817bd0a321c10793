/* The built-in pack. The build names its file. */
#define EMBED_BEGIN unknot_embedded_pack_begin
#define EMBED_END unknot_embedded_pack_end
#define EMBED_FILE UNKNOT_PACK_FILE
#include "base/embed.inc.S"
