// The cookies by which browsers say who they are. All are HttpOnly and SameSite=Strict, and Secure over HTTPS.
export const SESSION_COOKIE = 'scc_session';
export const DEVICE_COOKIE = 'scc_device';
/** Gives no access; see knownDevices.ts. */
export const KNOWN_DEVICE_COOKIE = 'scc_known';

/** As long as browsers keep a cookie at all: 400 days, ms. Renewed whenever the device asks for its session. */
export const LONG_LIVED_MS = 400 * 86_400_000;
