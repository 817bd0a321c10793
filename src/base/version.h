// What this library is: its version, and the commit that it was built from.
#pragma once

namespace unknot {

inline constexpr char version[] = "1.0.0";
inline constexpr char schema_version[] = "1.0";

// "unknown" outside a repository. Ends in a NUL.
const char* build_id();

}  // namespace unknot
