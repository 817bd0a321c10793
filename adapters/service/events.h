// When a descriptor can be read or written: a wait that ends in a call.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>

namespace unknot::service {

using Events = boost::asio::posix::basic_stream_descriptor<boost::asio::io_context::executor_type>;

}  // namespace unknot::service
