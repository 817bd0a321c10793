// What Boost takes for impossible ends one connection, not the service: it is thrown like any other failure.
#include <boost/assert.hpp>
#include <stdexcept>

namespace boost {

void assertion_failed(const char* what, const char*, const char*, long) { throw std::logic_error(what); }
void assertion_failed_msg(const char* what, const char*, const char*, const char*, long) {
  throw std::logic_error(what);
}

}  // namespace boost
