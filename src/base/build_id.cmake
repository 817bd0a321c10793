# Writes the ID that it is given; else the source's commit, "+dirty" if files differ from it, or "unknown" outside a
# repository.
execute_process(COMMAND git -C ${SOURCE} rev-parse --show-toplevel OUTPUT_VARIABLE top OUTPUT_STRIP_TRAILING_WHITESPACE
                ERROR_QUIET)
set(id unknown)
if(ID)
  set(id ${ID})
elseif(top STREQUAL SOURCE)
  execute_process(COMMAND git -C ${SOURCE} rev-parse --short=12 HEAD OUTPUT_VARIABLE commit RESULT_VARIABLE failed
                  OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  execute_process(COMMAND git -C ${SOURCE} status --porcelain OUTPUT_VARIABLE changes ERROR_QUIET)
  if(failed EQUAL 0)
    set(id ${commit})
    if(NOT changes STREQUAL "")
      string(APPEND id "+dirty")
    endif()
  endif()
endif()
file(CONFIGURE OUTPUT ${OUT} CONTENT "\"${id}\"\n")
