// Times as a reader says them: a clock for today, a weekday for this week, a date before that.

import { language, say } from "./words.js";

const DAY = 86_400_000;

const moment = (seconds) => new Date(seconds * 1000);
const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
const daysAgo = (date) => Math.round((midnight(new Date()) - midnight(date)) / DAY);

export const clock = (seconds) =>
  moment(seconds).toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit", hour12: false });

export function shortTime(seconds) {
  const date = moment(seconds);
  const ago = daysAgo(date);
  if (ago === 0) return clock(seconds);
  if (ago > 0 && ago < 7) return date.toLocaleDateString(language(), { weekday: "short" });
  return date.toLocaleDateString(language(), { day: "2-digit", month: "2-digit", year: "2-digit" });
}

export function dayName(seconds) {
  const date = moment(seconds);
  const ago = daysAgo(date);
  if (ago === 0) return say("today");
  if (ago === 1) return say("yesterday");
  const sameYear = date.getFullYear() === new Date().getFullYear();
  return date.toLocaleDateString(language(), { day: "numeric", month: "long", year: sameYear ? undefined : "numeric" });
}

export const sameDay = (one, other) => midnight(moment(one)) === midnight(moment(other));

export function fileSize(bytes) {
  if (bytes === undefined) return "";
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
