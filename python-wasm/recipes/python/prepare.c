/* What happens when the image is built: the interpreter starts, and a script loads what programs will import. */
#include "prepared.h"
#include "pycore_prepared.h"
#include <wasi/api.h>

enum preparation preparation;

static void check(PyStatus status)
{
    if (PyStatus_Exception(status))
        Py_ExitStatusException(status);
}

/* python3 -c SCRIPT, but that the script runs in a namespace of its own and the interpreter lives on. */
static void prepare(char *program, char *script)
{
    extend_inittab();
    PyConfig config;
    PyConfig_InitPythonConfig(&config);
    config.parse_argv = 0;
    check(PyConfig_SetBytesString(&config, &config.program_name, program));
    check(Py_InitializeFromConfig(&config));
    PyConfig_Clear(&config);

    PyObject *names = Py_BuildValue("{s:O,s:s}", "__builtins__", PyEval_GetBuiltins(), "__name__", "prepare");
    for (PyMethodDef *method = waiting_methods; names && method->ml_name; method++) {
        PyObject *function = PyCFunction_New(method, NULL);
        if (!function || PyDict_SetItemString(names, method->ml_name, function) < 0)
            Py_CLEAR(names);
        Py_XDECREF(function);
    }
    PyObject *result = names ? PyRun_String(script, Py_file_input, names, names) : NULL;
    if (!result) {
        PyErr_Print();
        exit(1);
    }
    Py_DECREF(result);
    Py_DECREF(names);
    Py_CLEAR(_PyPrepared_Trace);
    // They belong to descriptors of this process.
    for (const char **stream = (const char *[]){"stdin", "stdout", "stderr", NULL}; *stream; stream++) {
        PySys_SetObject(*stream, Py_None);
        char original[16];
        snprintf(original, sizeof original, "__%s__", *stream);
        PySys_SetObject(original, Py_None);
    }
    _PyPrepared_Import = import_waiting;
    _PyPrepared_Finalize = finish_prepared;
    make_immortal();
    allocate_apart();
}

__attribute__((__export_name__("vivarium_prepare"))) void vivarium_prepare(void)
{
    size_t argc, size;
    preparation = PREPARING;
    begin();
    if (__wasi_args_sizes_get(&argc, &size) || argc != 3)
        Py_FatalError("an interpreter is prepared by: python3 -c SCRIPT");
    char *argv[3], *text = malloc(size);
    if (!text || __wasi_args_get((uint8_t **)argv, (uint8_t *)text))
        Py_FatalError("no memory for the command line");
    prepare(argv[0], argv[2]);
    free(text);
    preparation = PREPARED;
}
