import type { Reason } from "@spillway/errors";
import { ByteWindow } from "./byte-window.ts";
import { Containers } from "./containers.ts";
import { FoundFrames } from "./found-frames.ts";
import { lineFeedsBetween, SPACE, TAB } from "./json-bytes.ts";
import { LANDMARK_BYTES, Landmarks } from "./landmarks.ts";
import type { OpenFrame } from "./open-frame.ts";
import type { Role } from "./roles.ts";
import { Search } from "./search.ts";
import { ValueScan } from "./value-scan.ts";

/** Bytes that are shown of a frame which is too long to be kept. */
const SHOWN_BYTES = 1_000;

/** How far a framer is. Its rooms (between values, in one, after a damaged one) share it. */
export class FramingState {
  readonly window = new ByteWindow();
  readonly scan = new ValueScan();
  readonly found = new FoundFrames();
  readonly landmarks = new Landmarks();
  readonly containers: Containers;
  readonly search: Search;
  /** Of the longest record. */
  readonly maxBytes: number;
  /** The value that has begun; undefined between values. */
  frame: OpenFrame | undefined;
  /** Up to where all is done, and lines are counted. */
  at = 0;
  line = 1;
  /** Blanks at the beginning of the line. */
  lead = 0;
  isInLead = true;
  /** Whether the text's end was lost with a damaged value. */
  endsInDamage = false;

  constructor(root: Role, maxBytes: number) {
    this.maxBytes = maxBytes;
    this.containers = new Containers(root);
    this.search = new Search(this.window, this.landmarks, this.containers);
  }

  /** Goes on with a chunk, and lets go of what is not needed any more. */
  append(chunk: Buffer): void {
    const { frame, scan } = this;
    const moved = this.#keepFrom();
    this.window.append(chunk, moved);
    this.at -= moved;
    scan.moved(moved);
    this.search.moved(moved);
    if (frame !== undefined && frame.begin >= 0) frame.begin -= moved;
  }

  #keepFrom(): number {
    const { frame, at, scan } = this;
    if (frame === undefined) return at;
    if (frame.begin >= 0) return frame.begin;
    return frame.doing === "search" ? at : Math.max(0, scan.at - LANDMARK_BYTES);
  }

  begin(purpose: OpenFrame["purpose"], doing: "value" | "run"): void {
    const { at, window, containers, line, lead } = this;
    this.frame = {
      ...{ purpose, doing, begin: at, byte: window.base + at, line, lead },
      names: containers.namesOfNext(),
      document: containers.documents,
    };
    this.scan.begin(window.bytes, at);
  }

  /** Bytes of a frame up to a place in the window. */
  bytesTo(frame: OpenFrame, place: number): number {
    return this.window.base + place - frame.byte;
  }

  /** Goes on to a place, or back to one, and counts the lines. */
  passTo(place: number): void {
    const lines = lineFeedsBetween(
      this.window.bytes,
      Math.min(this.at, place),
      Math.max(this.at, place),
    );
    this.line += place < this.at ? -lines : lines;
    this.at = place;
  }

  /** Goes on to where the scan is. */
  passScanned(): void {
    this.line += this.scan.lineFeeds;
    this.at = this.scan.at;
  }

  /** Reads the blanks at the beginning of the last line that was scanned, unless more of them may come. */
  settleLead(): void {
    const { bytes, end } = this.window;
    const { lastLineFeed } = this.scan;
    if (lastLineFeed === -1) return;
    let at = lastLineFeed + 1;
    while (at < end && (bytes[at] === SPACE || bytes[at] === TAB)) at += 1;
    if (at === end && at - lastLineFeed < LANDMARK_BYTES / 2) return;
    this.lead = at - lastLineFeed - 1;
    this.scan.lastLineFeed = -1;
  }

  /** Keeps no more of a frame than can be shown. */
  show(frame: OpenFrame): void {
    const end = frame.begin + Math.min(SHOWN_BYTES, this.maxBytes);
    // A copy: the window's memory is used again.
    frame.shown = Buffer.from(this.window.bytes.subarray(frame.begin, end));
    frame.begin = -1;
  }

  /** The frame has ended, and nothing is open. */
  close(): void {
    this.frame = undefined;
    this.containers.valueDone();
  }

  /**
   * Gives a frame, with what is wrong with it. Of a damaged one that is too long to be kept it may come out only
   * later that it is short, since the next one begins in what is shown of it.
   */
  give(frame: OpenFrame, end: number, problem?: Reason): void {
    if (frame.begin >= 0 && end - frame.begin > this.maxBytes) this.show(frame);
    const { begin, line, byte, names, document, shown } = frame;
    this.found.add({
      ...{ begin: begin === -1 ? end : begin, end, line, byte, names, document, problem },
      text: shown?.toString("utf8", 0, Math.min(shown.length, this.bytesTo(frame, end))),
    });
  }
}
