// node run.mjs PROGRAM ARGUMENT…: runs a guest on the machine that builds, with that machine's files and environment.
// It has as much of the kernel's interface as a batch program needs; all other calls answer ENOSYS.
import { readFileSync } from 'node:fs';
import { WASI } from 'node:wasi';

const ENOSYS = 52;
const ERANGE = 68;
const SLASH = '/'.charCodeAt(0);
// What paths are relative to that name no folder, and what node has for it.
const WORKING_DIRECTORY = -2;
const ROOT = 3;
// WASI's calls with a path, and which argument after the folder it is.
const PATHS = { path_open: 1, path_filestat_get: 1, path_readlink: 0, path_create_directory: 0, path_unlink_file: 0 };
// The rights that node knows; it refuses a file to who asks for more.
const RIGHTS = (1n << 28n) - 1n;
// Modes of WASI's file types: character device, directory, regular file.
const MODES = { 2: 0o020666, 3: 0o040755, 4: 0o100644 };

const wasi = new WASI({ version: 'preview1', args: process.argv.slice(2), env: process.env, preopens: { '/': '/' } });
const module = new WebAssembly.Module(readFileSync(process.argv[2]));
const imports = wasi.getImportObject();
const calls = imports.wasi_snapshot_preview1;
let memory;

for (const [name, at] of Object.entries(PATHS)) {
    const call = calls[name];
    calls[name] = (directory, ...rest) => {
        if (name === 'path_open') rest[5] = rest[4] &= RIGHTS;
        if (directory !== WORKING_DIRECTORY) return call(directory, ...rest);
        if (new Uint8Array(memory.buffer)[rest[at]] === SLASH) {
            rest[at] += 1;
            rest[at + 1] -= 1;
        }
        return call(ROOT, ...rest);
    };
}

// Makes a `Stat` of abi/src/structures.rs of the `filestat` that is in its place.
function convertStat(place) {
    const view = new DataView(memory.buffer, place, 80);
    const [device, inode, type, links, size, ...times] = [0, 8, 16, 24, 32, 40, 48, 56].map((at) => view.getBigUint64(at, true));
    const mode = BigInt(MODES[Number(type & 0xffn)] ?? 0);
    [device, inode, links, mode, 0n, size, 0n, ...times].forEach((value, index) => view.setBigUint64(8 * index, value, true));
    return 0;
}

imports.vivarium = {
    path_stat: (directory, lookup, path, length, stat) =>
        calls.path_filestat_get(directory, lookup, path, length, stat) || convertStat(stat),
    fd_stat: (descriptor, stat) => calls.fd_filestat_get(descriptor, stat) || convertStat(stat),
    sig_take(signal) {
        new DataView(memory.buffer).setUint32(signal, 0, true);
        return 0;
    },
    proc_getcwd(buffer, room, length) {
        new DataView(memory.buffer).setUint32(length, 1, true);
        if (room < 1) return ERANGE;
        new Uint8Array(memory.buffer)[buffer] = SLASH;
        return 0;
    },
};
for (const { module: from, name } of WebAssembly.Module.imports(module)) imports[from][name] ??= () => ENOSYS;

const instance = new WebAssembly.Instance(module, imports);
memory = instance.exports.memory;
process.exitCode = wasi.start(instance);
