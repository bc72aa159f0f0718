/*
 * The modules that were loaded when the image was built wait here until a program imports them: sys.modules holds what
 * it holds after an ordinary start, and an import adds what it would add.
 */
#include "prepared.h"
#include "pycore_prepared.h"

/* Items of a record: a module, and what goes with its import. The last is its number. */
enum { NAME, MODULE, PARENT, CHILD, RENEW, NUMBER };

/* Every module of the prepared interpreter by name, those that an ordinary start has loaded too. */
static PyObject *all;
/* Name to a tuple of records: what an import of that name adds to sys.modules, in that order, itself the last. */
static PyObject *closures;
/* By number: what a program has imported. Once more imported, after `del sys.modules[…]`, it is loaded as usual. */
static bool imported[4096];
/* Tells whether the search path has something else first under a name. */
static PyObject *is_shadowed;

static PyObject *keep_waiting(PyObject *self, PyObject *args)
{
    if (!PyArg_ParseTuple(args, "O!O!O", &PyDict_Type, &all, &PyDict_Type, &closures, &is_shadowed))
        return NULL;
    if (PyDict_GET_SIZE(closures) > (Py_ssize_t)Py_ARRAY_LENGTH(imported)) {
        PyErr_SetString(PyExc_OverflowError, "too many modules");
        return NULL;
    }
    Py_INCREF(all);
    Py_INCREF(closures);
    Py_INCREF(is_shadowed);
    Py_RETURN_NONE;
}

static PyObject *trace_imports(PyObject *self, PyObject *list)
{
    Py_INCREF(list);
    Py_XSETREF(_PyPrepared_Trace, list);
    Py_RETURN_NONE;
}

PyMethodDef waiting_methods[] = {
    {"keep_waiting", keep_waiting, METH_VARARGS, "Keep modules until they are imported."},
    {"trace_imports", trace_imports, METH_O, "Have a list record each import."},
    {0}
};

bool is_name_waiting(const char *name, size_t len)
{
    PyObject *key = PyUnicode_FromStringAndSize(name, len);
    bool found = key && PyDict_Contains(closures, key) > 0;
    Py_XDECREF(key);
    PyErr_Clear();
    return found;
}

bool is_module_prepared(PyObject *name, PyObject *module)
{
    return PyDict_GetItem(all, name) == module;
}

/* The part of a dotted name that is looked for on sys.path, if it is not imported yet. */
static int is_other_first(PyObject *modules, PyObject *name)
{
    Py_ssize_t dot = PyUnicode_FindChar(name, '.', 0, PyUnicode_GET_LENGTH(name), 1);
    PyObject *top = PyUnicode_Substring(name, 0, dot < 0 ? PyUnicode_GET_LENGTH(name) : dot);
    if (!top)
        return -1;
    int other = -1;
    PyObject *answer = NULL;
    if (dot >= 0 && PyDict_Contains(modules, top) > 0)
        // A package that is not ours has modules of its own.
        other = PyDict_GetItem(modules, top) != PyDict_GetItem(all, top);
    else if ((answer = PyObject_CallOneArg(is_shadowed, top)))
        other = PyObject_IsTrue(answer);
    Py_XDECREF(answer);
    Py_DECREF(top);
    return other;
}

/* Makes one module importable. */
static int add(PyObject *modules, PyObject *record)
{
    PyObject *name = PyTuple_GET_ITEM(record, NAME), *parent = PyTuple_GET_ITEM(record, PARENT);
    bool *is_imported = &imported[PyLong_AsLong(PyTuple_GET_ITEM(record, NUMBER))];
    int there = *is_imported ? 1 : PyDict_Contains(modules, name);
    if (there)
        return there < 0 ? -1 : 0;
    *is_imported = true;
    if (PyDict_SetItem(modules, name, PyTuple_GET_ITEM(record, MODULE)) < 0)
        return -1;
    if (parent != Py_None
        && PyObject_SetAttr(parent, PyTuple_GET_ITEM(record, CHILD), PyTuple_GET_ITEM(record, MODULE)) < 0)
        return -1;
    PyObject *renew = PyTuple_GET_ITEM(record, RENEW);
    PyObject *done = renew == Py_None ? renew : PyObject_CallNoArgs(renew);
    if (done != Py_None)
        Py_XDECREF(done);
    return done ? 0 : -1;
}

PyObject *import_waiting(PyObject *name)
{
    PyObject *closure = PyDict_GetItemWithError(closures, name);
    if (!closure)
        return NULL;
    PyObject *modules = PyImport_GetModuleDict();
    PyObject *own = PyTuple_GET_ITEM(closure, PyTuple_GET_SIZE(closure) - 1);
    if (imported[PyLong_AsLong(PyTuple_GET_ITEM(own, NUMBER))] || is_other_first(modules, name))
        return NULL;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(closure); i++)
        if (add(modules, PyTuple_GET_ITEM(closure, i)) < 0)
            return NULL;
    PyObject *module = PyDict_GetItemWithError(modules, name);
    Py_XINCREF(module);
    return module;
}
