/*
 * The start of a prepared interpreter: what an ordinary start takes from its process is taken now. A start that asks
 * for another initialization than the prepared one is begun again, without what was prepared.
 */
#include "prepared.h"
#include "pycore_initconfig.h"
#include "pycore_interp.h"
#include "pycore_pathconfig.h"
#include "pycore_prepared.h"
#include "pycore_pylifecycle.h"
#include "pycore_pystate.h"
#include "pycore_runtime.h"
#include <dirent.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vivarium.h>
#include <wasi/libc-environ.h>

#define DIRECTORY "/usr/bin/"
#define USER_SITE "/.local/lib/python3.11/site-packages"

extern char **environ;

static void check(PyStatus status)
{
    if (PyStatus_Exception(status))
        Py_ExitStatusException(status);
}

static _Noreturn void begin_again(void)
{
    int error = viv_proc_restart();
    Py_FatalError(error ? "cannot start without the prepared interpreter" : "proc_restart returned");
}

static wchar_t *decode(const char *text)
{
    wchar_t *wide = Py_DecodeLocale(text, NULL);
    if (!wide)
        Py_FatalError("no memory for the command line");
    return wide;
}

static void add(PyWideStringList *list, const char *text)
{
    wchar_t *wide = decode(text);
    check(PyWideStringList_Append(list, wide));
    PyMem_RawFree(wide);
}

/* The program's path if it is one of the interpreter's own names. */
static const char *executable(const char *argv0)
{
    static const char *const names[] = {DIRECTORY "python3", DIRECTORY "python", DIRECTORY "python3.11"};
    for (size_t i = 0; i < Py_ARRAY_LENGTH(names); i++)
        if (!strcmp(argv0, names[i]) || !strcmp(argv0, names[i] + strlen(DIRECTORY)))
            return names[i];
    return NULL;
}

/* A name without a directory is one of /usr/bin if nothing comes first in PATH. */
static bool is_found_first(const char *argv0, const char *path)
{
    if (strchr(argv0, '/'))
        return true;
    for (const char *rest = getenv("PATH"); rest && *rest;) {
        size_t len = strcspn(rest, ":");
        char candidate[PATH_MAX];
        if (snprintf(candidate, sizeof candidate, "%.*s/%s", (int)len, rest, argv0) < (int)sizeof candidate
            && !access(candidate, X_OK))
            return !strcmp(candidate, path);
        rest += len + (rest[len] == ':');
    }
    return false;
}

/* Whether the environment is one that an ordinary start would have made the same of. */
static bool is_environment_usual(bool *unbuffered)
{
    for (char **variable = environ; *variable; variable++) {
        bool is_locale = !strncmp(*variable, "LC_", 3) || !strncmp(*variable, "LANG=", 5);
        if (is_locale && strcmp(strchr(*variable, '='), "=C.UTF-8"))
            return false;
        if (strncmp(*variable, "PYTHON", 6))
            continue;
        if (strncmp(*variable, "PYTHONUNBUFFERED=", 17))
            return false;
        *unbuffered |= (*variable)[17] != 0;
    }
    const char *home = getenv("HOME");
    char path[PATH_MAX];
    bool has_locale = getenv("LC_ALL") || getenv("LC_CTYPE") || getenv("LANG");
    return has_locale && home && snprintf(path, sizeof path, "%s" USER_SITE, home) < (int)sizeof path
           && access(path, F_OK);
}

/* Whether each signal has its default action; Python remembers those that are ignored from the beginning. */
static bool are_signals_usual(void)
{
    for (int signal = 1; signal < 32; signal++) {
        uint32_t was = VIV_SIG_DEFAULT, none;
        if (signal == SIGKILL || signal == SIGSTOP || viv_sig_action(signal, VIV_SIG_DEFAULT, &was))
            continue;
        if (was != VIV_SIG_DEFAULT) {
            viv_sig_action(signal, was, &none);
            return false;
        }
    }
    return true;
}

/* Reads the usual command lines: [-u] {-c COMMAND | -m MODULE | FILE | -} [ARGUMENT]… or none. */
static bool read_command_line(PyConfig *config, int argc, char **argv, bool *unbuffered)
{
    int i = 1;
    for (; i < argc && !strcmp(argv[i], "-u"); i++)
        *unbuffered = true;
    char *text = NULL, *first = argv[i];
    if (i == argc) {
        if (isatty(0))
            return false;
        first = "";
    } else if (!strcmp(first, "-c") && i + 1 < argc) {
        if (asprintf(&text, "%s\n", argv[++i]) < 0)
            return false;
        config->run_command = decode(text);
        free(text);
    } else if (!strcmp(first, "-m") && i + 1 < argc) {
        config->run_module = decode(argv[++i]);
    } else if (!strcmp(first, "-")) {
        if (isatty(0))
            return false;
    } else if (*first == '-' || !*first) {
        return false;
    } else {
        wchar_t *name = decode(first);
        if (_Py_abspath(name, &config->run_filename) < 0 || !config->run_filename)
            return false;
        PyMem_RawFree(name);
    }
    _PyWideStringList_Clear(&config->argv);
    add(&config->argv, first);
    for (i++; i < argc; i++)
        add(&config->argv, argv[i]);
    _PyWideStringList_Clear(&config->orig_argv);
    for (i = 0; i < argc; i++)
        add(&config->orig_argv, argv[i]);
    return true;
}

/* Whether the directory that comes first in sys.path has a name which a waiting module has too. */
static bool is_shadowing(const PyConfig *config)
{
    PyObject *first = NULL;
    if (_PyPathConfig_ComputeSysPath0(&config->argv, &first) <= 0)
        return false;
    const char *path = PyUnicode_AsUTF8(first);
    DIR *directory = path ? opendir(*path ? path : ".") : NULL;
    bool found = false;
    for (struct dirent *entry; !found && directory && (entry = readdir(directory));)
        found = entry->d_name[0] != '.' && is_name_waiting(entry->d_name, strcspn(entry->d_name, "."));
    if (directory)
        closedir(directory);
    Py_DECREF(first);
    PyErr_Clear();
    return found;
}

static void set(const char *name, PyObject *value)
{
    if (!value || PySys_SetObject(name, value) < 0)
        Py_FatalError("cannot set up the module sys");
    Py_DECREF(value);
}

/* Gives `os` and `time` what this process has. */
static void renew_process(void)
{
    PyObject *posix = PyImport_ImportModule("posix"), *fresh = _Py_CreateEnviron();
    // os.environ holds this very dictionary.
    PyObject *known = posix ? PyObject_GetAttrString(posix, "environ") : NULL;
    if (!known || !fresh)
        Py_FatalError("cannot set up os.environ");
    PyDict_Clear(known);
    if (PyDict_Update(known, fresh) < 0)
        Py_FatalError("cannot set up os.environ");
    Py_DECREF(known);
    Py_DECREF(fresh);
    Py_DECREF(posix);
    if (!getenv("TZ"))
        return;
    PyObject *time = PyImport_ImportModule("time");
    PyObject *done = time ? PyObject_CallMethod(time, "tzset", NULL) : NULL;
    if (!done)
        PyErr_Clear();
    Py_XDECREF(done);
    Py_XDECREF(time);
}

int start_prepared(int argc, char **argv)
{
    __wasilibc_initialize_environ();
    PyThreadState *thread = _PyThreadState_GET();
    PyConfig *config = (PyConfig *)_PyInterpreterState_GetConfig(thread->interp);
    const char *path = argc ? executable(argv[0]) : NULL;
    bool unbuffered = false;
    if (!path || !is_environment_usual(&unbuffered) || !is_found_first(argv[0], path) || !are_signals_usual()
        || !read_command_line(config, argc, argv, &unbuffered) || is_shadowing(config))
        begin_again();
    __viv_restore_signals();
    thread->native_thread_id = PyThread_get_thread_native_id();
    config->buffered_stdio = !unbuffered;
    Py_UnbufferedStdioFlag = unbuffered;
    check(PyConfig_SetBytesString(config, &config->executable, path));
    check(PyConfig_SetBytesString(config, &config->base_executable, path));
    check(PyConfig_SetBytesString(config, &config->program_name, argv[0]));
    set("executable", PyUnicode_FromString(path));
    set("_base_executable", PyUnicode_FromString(path));
    set("argv", _PyWideStringList_AsList(&config->argv));
    set("orig_argv", _PyWideStringList_AsList(&config->orig_argv));
    renew_process();
    check(_Py_InitSysStreams(thread));
    int status = 0;
    _Py_RunPython(&status);
    if (Py_FinalizeEx() < 0)
        status = 120;
    if (_Py_UnhandledKeyboardInterrupt) {
        signal(SIGINT, SIG_DFL);
        raise(SIGINT);
    }
    return status;
}
