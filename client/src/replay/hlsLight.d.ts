// The light build leaves out what we do not use (subtitles, encryption, alternate audio) and comes without types.
declare module 'hls.js/light' {
	import Hls from 'hls.js';
	export * from 'hls.js';
	export default Hls;
}
