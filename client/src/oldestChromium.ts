/**
 * The oldest Chromium the client is built for and tells older ones to be replaced.
 *
 * Classroom machines live ten years: Windows 7 ends at Chromium 109, and the browsers schools install from
 * Chinese vendors run kernels from 94 upward on machines that still receive updates. Version 94 (September
 * 2021) is also the first with everything live lessons stand on: `Array.prototype.at`, `Object.hasOwn`,
 * `crypto.randomUUID`, `RTCRtpSender.setParameters` for simulcast layers, and AES-GCM for SRTP by default.
 */
export const OLDEST_CHROMIUM = 94;
