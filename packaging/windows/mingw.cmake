# Windows from Debian: mingw-w64 with threads of POSIX, for the processor UNKNOT_PROCESSOR, x86_64 or i686.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR ${UNKNOT_PROCESSOR})
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES UNKNOT_PROCESSOR)
set(CMAKE_C_COMPILER ${UNKNOT_PROCESSOR}-w64-mingw32-gcc-posix)
set(CMAKE_CXX_COMPILER ${UNKNOT_PROCESSOR}-w64-mingw32-g++-posix)
set(CMAKE_RC_COMPILER ${UNKNOT_PROCESSOR}-w64-mingw32-windres)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)

# Windows 8.1 and later. The stamp of the time would make each build another.
add_compile_definitions(_WIN32_WINNT=0x0603 _FILE_OFFSET_BITS=64)
add_link_options(-Wl,--no-insert-timestamp)
if(UNKNOT_PROCESSOR STREQUAL "i686")
  # Numbers as on every other processor, whatever a host does to the x87's precision; and hosts of 32 bit align their
  # stacks to 4 bytes.
  add_compile_options(-msse2 -mfpmath=sse -mstackrealign)
endif()
set(CMAKE_PROJECT_INCLUDE ${CMAKE_CURRENT_LIST_DIR}/headers.cmake)
