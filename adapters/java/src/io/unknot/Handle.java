package io.unknot;

import com.sun.jna.Pointer;
import java.lang.ref.Cleaner;
import java.util.function.Consumer;

/**
 * A handle of the library that is freed once: when it is closed or its owner was collected, and no call is still using
 * it.
 */
final class Handle implements Runnable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Pointer pointer;
  private final Consumer<Pointer> free;
  private final String name;
  private int uses;
  private boolean closed;

  Handle(Pointer pointer, Consumer<Pointer> free, String name) {
    this.pointer = pointer;
    this.free = free;
    this.name = name;
  }

  /** The owner's safety net: what it forgot to close is freed after it was collected. */
  Cleaner.Cleanable watch(Object owner) {
    return CLEANER.register(owner, this);
  }

  /** The pointer, good until {@link #leave()}. */
  synchronized Pointer enter() {
    if (closed) {
      throw new IllegalStateException("This " + name + " is closed; use it before close() or inside its try block.");
    }
    uses++;
    return pointer;
  }

  synchronized void leave() {
    uses--;
    freeIfDone();
  }

  /** What {@code Cleaner} runs, at most once. */
  @Override
  public synchronized void run() {
    closed = true;
    freeIfDone();
  }

  private void freeIfDone() {
    if (closed && uses == 0) {
      free.accept(pointer);
    }
  }
}
