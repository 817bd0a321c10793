/* A library that is older than its adapter: what each adapter must refuse with words. */
__attribute__((visibility("default"))) const char* unknot_version(void) { return "0.9.0"; }
