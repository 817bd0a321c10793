# What `cmake --install` puts where. Components: library, development, command, pdf, service.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(TARGETS unknot_shared EXPORT unknot
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT library
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library NAMELINK_COMPONENT development
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development
  INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/unknot DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development
  FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp" PATTERN "pdf_module.h" EXCLUDE)
if(TARGET unknot_pdf)
  install(TARGETS unknot_pdf LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT pdf NAMELINK_SKIP)
  install(DIRECTORY $<TARGET_FILE_DIR:unknot_pdf>/unknot-pdf DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT pdf)
endif()

# The command finds the library beside itself, wherever the tree is put.
file(RELATIVE_PATH unknot_libraries_from_command ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR})
set_target_properties(unknot PROPERTIES INSTALL_RPATH "$ORIGIN/${unknot_libraries_from_command}")
install(TARGETS unknot RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT command)

# The service, and its units for systemd, which name the place where it is installed.
if(UNKNOT_SERVICE)
  set_target_properties(unknotd PROPERTIES INSTALL_RPATH "$ORIGIN/${unknot_libraries_from_command}")
  install(TARGETS unknotd RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT service)
  configure_file(packaging/systemd/unknotd.service.in ${PROJECT_BINARY_DIR}/unknotd.service @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/unknotd.service packaging/systemd/unknotd.socket
    DESTINATION lib/systemd/system COMPONENT service)
  install(FILES docs/deploy.md packaging/logrotate/unknotd DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT service)
endif()

# find_package(unknot) gives unknot::unknot.
set(unknot_package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/unknot)
set_target_properties(unknot_shared PROPERTIES EXPORT_NAME unknot)
install(EXPORT unknot NAMESPACE unknot:: FILE unknotTargets.cmake DESTINATION ${unknot_package_folder}
  COMPONENT development)
configure_package_config_file(packaging/cmake/unknotConfig.cmake.in ${PROJECT_BINARY_DIR}/unknotConfig.cmake
  INSTALL_DESTINATION ${unknot_package_folder} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/unknotConfigVersion.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/unknotConfig.cmake ${PROJECT_BINARY_DIR}/unknotConfigVersion.cmake
  DESTINATION ${unknot_package_folder} COMPONENT development)

# pkg-config --cflags --libs unknot. Relative to the .pc file, so that the tree can be moved.
set(unknot_pkgconfig_folder ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH unknot_prefix_from_pkgconfig ${CMAKE_INSTALL_PREFIX}/${unknot_pkgconfig_folder} ${CMAKE_INSTALL_PREFIX})
configure_file(packaging/pkgconfig/unknot.pc.in ${PROJECT_BINARY_DIR}/unknot.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/unknot.pc DESTINATION ${unknot_pkgconfig_folder} COMPONENT development)
