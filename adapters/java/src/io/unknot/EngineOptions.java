package io.unknot;

import java.util.Objects;

/**
 * How to open an {@link Engine}; what is not set keeps its default. Paths are given as text and handed over as UTF-8,
 * whatever the platform's charset is.
 */
public final class EngineOptions {
  String packPath;
  byte[] pack;
  String overlayPath;
  byte[] overlay;
  String pdfModule;
  String minPackVersion;
  String nativeLibrary;

  /** All defaults: the built-in pack. */
  public EngineOptions() {}

  /**
   * Opens a pack instead of the one that is built in.
   *
   * @param path the pack's folder or JSON file
   * @return these options
   */
  public EngineOptions packPath(String path) {
    packPath = checked(path, "packPath");
    return this;
  }

  /**
   * Opens a pack from memory.
   *
   * @param json the pack as one JSON file, UTF-8
   * @return these options
   */
  public EngineOptions pack(byte[] json) {
    pack = Objects.requireNonNull(json, "pack: give the pack's JSON as bytes").clone();
    return this;
  }

  /**
   * Lays a site's overlay over the pack.
   *
   * @param path the overlay's folder or JSON file
   * @return these options
   */
  public EngineOptions overlayPath(String path) {
    overlayPath = checked(path, "overlayPath");
    return this;
  }

  /**
   * Lays a site's overlay over the pack, from memory.
   *
   * @param json the overlay as one JSON file, UTF-8
   * @return these options
   */
  public EngineOptions overlay(byte[] json) {
    overlay = Objects.requireNonNull(json, "overlay: give the overlay's JSON as bytes").clone();
    return this;
  }

  /**
   * Makes PDF possible. What a process takes on with it stands in {@code unknot.h}.
   *
   * @param path absolute path of {@code libunknot-pdf.so.1}
   * @return these options
   */
  public EngineOptions pdfModule(String path) {
    pdfModule = checked(path, "pdfModule");
    return this;
  }

  /**
   * Refuses an older pack.
   *
   * @param version such as {@code "1.2.0"}
   * @return these options
   */
  public EngineOptions minPackVersion(String version) {
    minPackVersion = checked(version, "minPackVersion");
    return this;
  }

  /**
   * Says where the library is. Without it, it is looked for in the system property {@code unknot.native}, the
   * environment variable {@code UNKNOT_LIBRARY}, this jar and the system, in this order.
   *
   * @param path absolute path of {@code libunknot.so.1} or {@code unknot.dll}
   * @return these options
   */
  public EngineOptions nativeLibrary(String path) {
    nativeLibrary = checked(path, "nativeLibrary");
    return this;
  }

  private static String checked(String text, String name) {
    Objects.requireNonNull(text, () -> name + ": leave it out rather than give null");
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(name + ": the text holds a NUL character");
    }
    return text;
  }
}
