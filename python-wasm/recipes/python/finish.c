/*
 * The end of a prepared interpreter. What this start imported and made is destroyed as in an ordinary end, so that
 * destructors run and files are flushed; what was prepared goes with the process.
 */
#include "prepared.h"
#include "pycore_gc.h"
#include "pycore_interp.h"
#include "pycore_prepared.h"
#include "pycore_pystate.h"

/* The modules that this start imported from elsewhere or made, with their names. */
static PyObject *own_modules(PyObject *modules)
{
    PyObject *own = PyDict_New(), *name, *module;
    // Hundreds are none of them: they are told by their address, and not touched.
    for (Py_ssize_t i = 0; own && PyDict_Next(modules, &i, &name, &module);)
        if (!is_module_prepared(module) && PyModule_Check(module) && PyDict_SetItem(own, name, module) < 0)
            PyErr_WriteUnraisable(module);
    return own;
}

/* Takes the modules of this start out of sys.modules, and returns weak references to them. */
static PyObject *remove_modules(PyObject *modules)
{
    PyObject *removed = PyList_New(0), *own = own_modules(modules), *name, *module;
    for (Py_ssize_t i = 0; removed && own && PyDict_Next(own, &i, &name, &module);) {
        PyObject *reference = PyWeakref_NewRef(module, NULL);
        if (!reference || PyList_Append(removed, reference) < 0 || PyDict_SetItem(modules, name, Py_None) < 0)
            PyErr_WriteUnraisable(module);
        Py_XDECREF(reference);
    }
    Py_XDECREF(own);
    return removed;
}

void finish_prepared(PyThreadState *thread)
{
    _Py_DeleteSpecialValues(thread);
    PyObject *removed = remove_modules(thread->interp->modules);
    _PyGC_CollectNoFail(thread);
    // Those that something still holds, the last imported first.
    for (Py_ssize_t i = removed ? PyList_GET_SIZE(removed) : 0; i-- > 0;) {
        PyObject *module = PyWeakref_GET_OBJECT(PyList_GET_ITEM(removed, i));
        if (module == Py_None)
            continue;
        Py_INCREF(module);
        _PyModule_Clear(module);
        Py_DECREF(module);
    }
    Py_XDECREF(removed);
    PyErr_Clear();
    _PyGC_CollectNoFail(thread);
}
