/* The style sheet of the pages. The build names its file. */
#define EMBED_BEGIN unknot_style_sheet_begin
#define EMBED_END unknot_style_sheet_end
#define EMBED_FILE UNKNOT_STYLE_FILE
#include "base/embed.inc.S"
