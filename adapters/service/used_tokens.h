// The tokens that were used and have not expired, so that none is taken twice. All threads share them.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>

namespace unknot::service {

class UsedTokens {
 public:
  using Hash = std::array<unsigned char, 32>;
  enum class Answer : std::uint8_t { first_time, used_before, no_room };

  // Whether this token may be used now; it is remembered until then, in Unix seconds. Nothing is forgotten earlier:
  // when there is no room, tokens are refused until some expire.
  Answer use(const Hash& token, std::int64_t until, std::int64_t now) {
    const std::lock_guard lock(mutex_);
    while (!by_end_.empty() && by_end_.begin()->first < now) {
      all_.erase(by_end_.begin()->second);
      by_end_.erase(by_end_.begin());
    }
    if (all_.count(token) > 0) return Answer::used_before;
    if (all_.size() >= most) return Answer::no_room;
    all_.insert(token);
    by_end_.emplace(until, token);
    return Answer::first_time;
  }

  static constexpr std::size_t most = 100000;  // about 20 MB

 private:
  std::mutex mutex_;
  std::set<Hash> all_;
  std::multimap<std::int64_t, Hash> by_end_;
};

}  // namespace unknot::service
