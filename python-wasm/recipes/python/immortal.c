/*
 * The last step of preparing: every object there is becomes immortal, so that using it writes nothing, and what a
 * program makes lies apart from it. A page that is not written costs a process nothing.
 */
#include "prepared.h"
#include "pycore_code.h"
#include "pycore_gc.h"
#include "pycore_interp.h"
#include "pycore_prepared.h"
#include "pycore_pystate.h"
#include <unistd.h>

/* Objects that are marked and whose own references are not yet followed. */
static PyObject **pending;
static size_t count, capacity;

static int mark(PyObject *object, void *unused)
{
    // What a header of the interpreter made immortal has references, too: the lowest bit says whether it was here.
    if (!object || Py_REFCNT(object) == _Py_IMMORTAL_REFCNT + 1)
        return 0;
    Py_SET_REFCNT(object, _Py_IMMORTAL_REFCNT + 1);
    if (count == capacity) {
        capacity = capacity ? 2 * capacity : 1 << 16;
        pending = realloc(pending, capacity * sizeof *pending);
        if (!pending)
            Py_FatalError("no memory to make objects immortal");
    }
    pending[count++] = object;
    return 0;
}

/* Strings and bytes of a code object, which no tp_traverse visits. */
static void mark_code(PyCodeObject *code)
{
    PyObject *parts[] = {code->co_consts, code->co_names, code->co_exceptiontable, code->co_localsplusnames,
                         code->co_localspluskinds, code->co_filename, code->co_name, code->co_qualname,
                         code->co_linetable, code->co_weakreflist, code->_co_code};
    for (size_t i = 0; i < Py_ARRAY_LENGTH(parts); i++)
        mark(parts[i], NULL);
}

/* Types that are no heap types keep these to themselves. */
static void mark_type(PyTypeObject *type)
{
    PyObject *parts[] = {type->tp_dict, type->tp_bases, type->tp_mro, type->tp_cache, type->tp_subclasses,
                         type->tp_weaklist, (PyObject *)type->tp_base};
    for (size_t i = 0; i < Py_ARRAY_LENGTH(parts); i++)
        mark(parts[i], NULL);
}

static void follow(PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);
    mark((PyObject *)type, NULL);
    if (PyObject_IS_GC(object) && type->tp_traverse)
        type->tp_traverse(object, mark, NULL);
    if (PyType_Check(object))
        mark_type((PyTypeObject *)object);
    else if (PyCode_Check(object)) {
        mark_code((PyCodeObject *)object);
        _PyCode_Cool((PyCodeObject *)object);
    } else if (PyDict_Check(object)) {
        // Its keys, if they are strings, are not visited.
        PyObject *key, *value;
        for (Py_ssize_t i = 0; PyDict_Next(object, &i, &key, &value);)
            mark(key, NULL);
    }
}

void make_immortal(void)
{
    PyInterpreterState *interp = _PyInterpreterState_GET();
    PyObject *roots[] = {Py_None,         Py_True,      Py_False,       Py_Ellipsis,        Py_NotImplemented,
                         interp->modules, interp->dict, interp->sysdict, interp->builtins, _PyUnicode_Interned()};
    for (size_t i = 0; i < Py_ARRAY_LENGTH(roots); i++)
        mark(roots[i], NULL);
    PyGC_Head *frozen = &interp->gc.permanent_generation.head;
    for (PyGC_Head *head = (PyGC_Head *)frozen->_gc_next; head != frozen; head = (PyGC_Head *)head->_gc_next)
        mark((PyObject *)(head + 1), NULL);
    while (count)
        follow(pending[--count]);
    free(pending);
}

/* Takes blocks of one size until they lie past `end`, and keeps all but the last. */
static void fill(void *(*allocate)(size_t), void (*release)(void *), size_t size, uintptr_t end)
{
    // Volatile: the compiler would leave out allocations that nobody uses.
    static void *volatile block;
    do
        block = allocate(size);
    while (block && (uintptr_t)block < end);
    release(block);
}

/* Takes what is free between the blocks of the heap and of the interpreter's arenas, for good. */
void allocate_apart(void)
{
    const uintptr_t end = (uintptr_t)sbrk(0);
    for (size_t size = 1 << 20; size >= 16; size /= 2)
        fill(malloc, free, size, end);
    for (size_t size = 512; size > 0; size -= 16)
        fill(PyObject_Malloc, PyObject_Free, size, end);
}
