/** How the installation runs: the demonstration, or in earnest. */
export type Mode = 'demo' | 'production';
