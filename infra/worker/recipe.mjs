// How the worker is compiled from the npm package's source against Debian's libraries: no file of the
// package is changed. Debian's meson is older than the one the package's meson.build asks for, hence a
// build.ninja of our own. This file is part of the cache's key: a change here makes a new worker.
import fs from 'node:fs';
import path from 'node:path';

/** Debian packages that the build needs. */
export const buildPackages = [
	'g++',
	'ninja-build',
	'pkg-config',
	'libuv1-dev',
	'libssl-dev',
	'libsrtp2-dev',
	'libflatbuffers-dev',
	'flatbuffers-compiler',
	'libabsl-dev',
];

/** Parts of the package's `worker/` folder that the build reads. */
export const sourceFolders = ['src', 'include', 'fbs', 'deps/libwebrtc'];

/** Arguments for flatc, run in the build folder before ninja: `source/` is read, `generated/FBS` is written. */
export const flatcArguments = [
	'--cpp',
	'--cpp-field-case-style',
	'lower',
	'--reflect-names',
	'--scoped-enums',
	'--filename-suffix',
	'',
	'-o',
	'generated/FBS',
];

const flags = [
	'-std=c++20',
	'-O3',
	'-DNDEBUG',
	'-DMS_LITTLE_ENDIAN',
	'-DMS_EXECUTABLE',
	'-DFLATBUFFERS_LOCALE_INDEPENDENT=1',
	'-w',
];

const includeFolders = [
	'shim',
	'generated',
	'source/include',
	'source/deps/libwebrtc/libwebrtc',
	'source/deps/libwebrtc',
	'source/fbs',
];

const abseil = 'absl_flat_hash_map absl_flat_hash_set absl_strings';

// With a precompiled header of what nearly every file includes the build takes less than half the time.
const precompiled = [
	'common.hpp',
	...'array bitset deque limits list map set sstream string string_view unordered_map unordered_set variant vector'.split(
		' ',
	),
	'ankerl/unordered_dense.h',
	'flatbuffers/flatbuffers.h',
	'srtp.h',
	'uv.h',
	...'consumer producer request response notification message router rtpParameters transport webRtcTransport worker'
		.split(' ')
		.map((name) => `FBS/${name}.h`),
];

/** @returns {string} Text of `pch.hpp`. */
export function precompiledHeader() {
	return precompiled.map((name) => `#include <${name}>\n`).join('');
}

/**
 * @param {string} source Folder with the package's worker source.
 * @returns {string[]} The C++ files that make the worker, relative to `source`.
 */
export function sourceFiles(source) {
	const common = mesonList(path.join(source, 'meson.build'), 'common_sources');
	const libwebrtc = mesonList(path.join(source, 'deps/libwebrtc/meson.build'), 'libwebrtc_sources');
	return [
		...common,
		'src/DepLibWebRTC.cpp',
		'src/RTC/TransportCongestionControlClient.cpp',
		'src/RTC/TransportCongestionControlServer.cpp',
		'src/main.cpp',
		...libwebrtc.map((file) => `deps/libwebrtc/${file}`),
	];
}

/**
 * @param {string} file A meson.build file.
 * @param {string} name Name of a list of strings in it.
 */
function mesonList(file, name) {
	const text = fs.readFileSync(file, 'utf8');
	const list = new RegExp(`^${name} = \\[([^\\]]*)\\]`, 'm').exec(text)?.[1];
	if (list === undefined) {
		throw new Error(`${file} has no list ${name}: this mediasoup version needs another recipe`);
	}
	return [...list.matchAll(/'([^']+)'/g)].map((match) => match[1] ?? '');
}

/**
 * The text of build.ninja. All paths are relative, so that a build which was cut off can be continued from
 * another clone.
 * @param {string[]} files Result of sourceFiles().
 * @param {string} version Version of the mediasoup package, kept in the binary to be recognised by.
 */
export function ninjaFile(files, version) {
	const objects = files.map((file) => `objects/${file.replace(/\.(cpp|cc)$/, '.o')}`);
	const cxxflags = [...flags, ...includeFolders.map((folder) => `-I${folder}`), '-isystem .'].join(' ');
	return `ninja_required_version = 1.8
cxxflags = ${cxxflags}

rule header
  command = g++ -MMD -MF $out.d $cxxflags -x c++-header -c $in -o $out
  depfile = $out.d
  deps = gcc
  description = precompile $in

rule compile
  command = g++ -MMD -MF $out.d $cxxflags -Winvalid-pch -include pch.hpp -c $in -o $out
  depfile = $out.d
  deps = gcc
  description = compile $in

rule link
  command = g++ -O3 -s -o $out $in -luv -lssl -lcrypto -lsrtp2 $$(pkg-config --libs ${abseil}) -lpthread
  description = link $out

build pch.hpp.gch: header pch.hpp
build objects/version.o: compile version.cpp | pch.hpp.gch
${files.map((file, index) => `build ${objects[index] ?? ''}: compile source/${file} | pch.hpp.gch`).join('\n')}
build mediasoup-worker: link objects/version.o ${objects.join(' ')}

default mediasoup-worker
# ${version}
`;
}

/** What `versionOf` looks for in a binary. The worker itself knows no version: Node tells it its own. */
export const versionMark = 'smart-cloud-classroom mediasoup worker version ';

/** @param {string} version */
export function versionFile(version) {
	return `extern "C" __attribute__((used, visibility("default"))) const char ClassroomWorkerVersion[] =
  "${versionMark}${version};";
`;
}
