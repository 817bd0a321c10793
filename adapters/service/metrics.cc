#include "metrics.h"

#include <cstdio>

namespace unknot::service {

namespace {

std::uint64_t sum(std::span<const Metrics* const> workers, auto&& counter) {
  std::uint64_t all = 0;
  for (const Metrics* one : workers) all += counter(*one).load(std::memory_order_relaxed);
  return all;
}

class Writer {
 public:
  void head(const char* name, const char* type, const char* help) {
    text_ += std::string("# HELP ") + name + " " + help + "\n# TYPE " + name + " " + type + "\n";
  }
  void value(const std::string& name, double number) {
    char line[64];
    std::snprintf(line, sizeof line, " %.15g\n", number);
    text_ += name + line;
  }
  void counter(const char* name, const char* help, std::uint64_t number) {
    head(name, "counter", help);
    value(name, static_cast<double>(number));
  }
  void gauge(const char* name, const char* help, double number) {
    head(name, "gauge", help);
    value(name, number);
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace

void Metrics::count_answer(int status, std::uint64_t microseconds) {
  answers[static_cast<std::size_t>(status)].fetch_add(1, std::memory_order_relaxed);
  std::size_t bucket = 0;
  while (bucket < duration_bounds.size() && static_cast<double>(microseconds) > duration_bounds[bucket] * 1e6) ++bucket;
  durations[bucket].fetch_add(1, std::memory_order_relaxed);
  duration_microseconds.fetch_add(microseconds, std::memory_order_relaxed);
}

std::string metrics_text(std::span<const Metrics* const> workers, std::int64_t certificate_until) {
  const auto total = [&](Metrics::Counter Metrics::*counter) {
    return sum(workers, [&](const Metrics& one) -> const Metrics::Counter& { return one.*counter; });
  };
  Writer out;
  out.head("unknotd_answers_total", "counter", "Answers, by HTTP status.");
  for (std::size_t status = 0; status < 600; ++status) {
    const std::uint64_t count =
        sum(workers, [&](const Metrics& one) -> const Metrics::Counter& { return one.answers[status]; });
    if (count > 0) {
      out.value("unknotd_answers_total{status=\"" + std::to_string(status) + "\"}", static_cast<double>(count));
    }
  }
  out.head("unknotd_answer_seconds", "histogram", "From a request's first byte to its answer's last in our hands.");
  std::uint64_t so_far = 0;
  for (std::size_t i = 0; i <= Metrics::duration_bounds.size(); ++i) {
    so_far += sum(workers, [&](const Metrics& one) -> const Metrics::Counter& { return one.durations[i]; });
    char bound[32] = "+Inf";
    if (i < Metrics::duration_bounds.size()) std::snprintf(bound, sizeof bound, "%g", Metrics::duration_bounds[i]);
    out.value("unknotd_answer_seconds_bucket{le=\"" + std::string(bound) + "\"}", static_cast<double>(so_far));
  }
  out.value("unknotd_answer_seconds_sum", static_cast<double>(total(&Metrics::duration_microseconds)) / 1e6);
  out.value("unknotd_answer_seconds_count", static_cast<double>(so_far));
  out.gauge("unknotd_connections", "Connections that are open.",
            static_cast<double>(total(&Metrics::connections_open)));
  out.counter("unknotd_connections_accepted_total", "Connections accepted.", total(&Metrics::connections_accepted));
  out.counter("unknotd_connections_refused_total", "Connections closed at once, for want of room.",
              total(&Metrics::connections_refused));
  out.counter("unknotd_handshakes_failed_total", "TLS handshakes that failed.", total(&Metrics::handshakes_failed));
  out.counter("unknotd_deadlines_missed_total", "Connections closed because they were too slow.",
              total(&Metrics::deadlines_missed));
  out.counter("unknotd_audit_failures_total", "Audit lines that could not be written.",
              total(&Metrics::audit_failures));
  out.head("unknotd_cds_feedback_total", "counter", "CDS Hooks feedback, by outcome.");
  out.value("unknotd_cds_feedback_total{outcome=\"accepted\"}", static_cast<double>(total(&Metrics::cds_accepted)));
  out.value("unknotd_cds_feedback_total{outcome=\"overridden\"}", static_cast<double>(total(&Metrics::cds_overridden)));
  out.counter("unknotd_received_bytes_total", "Bytes of requests.", total(&Metrics::bytes_in));
  out.counter("unknotd_sent_bytes_total", "Bytes of answers.", total(&Metrics::bytes_out));
  out.gauge("unknotd_certificate_expiry_timestamp_seconds", "When the server's certificate expires, Unix time.",
            static_cast<double>(certificate_until));
  return out.take();
}

}  // namespace unknot::service
