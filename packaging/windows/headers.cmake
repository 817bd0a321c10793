# Debian's C++ libraries that are headers alone, without the headers of Linux's C library that stand beside them.
foreach(library IN ITEMS boost CLI nlohmann rapidjson)
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/headers)
  file(CREATE_LINK /usr/include/${library} ${PROJECT_BINARY_DIR}/headers/${library} SYMBOLIC)
endforeach()
list(APPEND CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES /usr/include)
include_directories(SYSTEM ${PROJECT_BINARY_DIR}/headers)
