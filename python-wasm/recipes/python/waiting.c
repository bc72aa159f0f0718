/*
 * The modules that were loaded when the image was built wait here until a program imports them: sys.modules holds what
 * it holds after an ordinary start, and an import adds what it would add.
 */
#include "prepared.h"
#include "pycore_dict.h"
#include "pycore_prepared.h"

/* A module, and what goes with its import. */
struct waiting {
    PyObject *name, *module;
    Py_hash_t hash;
    /* What gets it as an attribute, unless it always has it. */
    PyObject *parent, *child;
    /* Called, unless it is None. */
    PyObject *renew;
};

#define MODULES 8192

/* By number; they lie together, so that an import of hundreds reads few pages. */
static struct waiting waiting[MODULES];
/* What a program has imported. Once more imported, after `del sys.modules[…]`, it is loaded as usual. */
static bool imported[MODULES];

/* Every module of the prepared interpreter by name, those that an ordinary start has loaded too. */
static PyObject *all;
/* The same but __main__, by address: a hash table with linear probing. */
static PyObject *prepared_modules[2 * MODULES];
/* Name to the numbers (bytes of uint16_t) of what its import adds to sys.modules, in that order, itself the last. */
static PyObject *closures;
/* Tells whether the search path has something else first under a name. */
static PyObject *is_shadowed;

/* Where a module is, or would be. */
static PyObject **find_module(PyObject *module)
{
    size_t slot = (uintptr_t)module / 16;
    for (;; slot++) {
        PyObject **found = &prepared_modules[slot % Py_ARRAY_LENGTH(prepared_modules)];
        if (!*found || *found == module)
            return found;
    }
}

/* Lays sys.modules out anew, with room for all there are. */
static int make_room(PyDictObject *modules)
{
    PyDictObject *roomy = (PyDictObject *)_PyDict_NewPresized(PyDict_GET_SIZE(all) + PyDict_GET_SIZE(all) / 4);
    PyObject *name, *module;
    for (Py_ssize_t i = 0; roomy && PyDict_Next((PyObject *)modules, &i, &name, &module);)
        if (PyDict_SetItem((PyObject *)roomy, name, module) < 0)
            Py_CLEAR(roomy);
    if (!roomy)
        return -1;
    PyDictKeysObject *keys = modules->ma_keys;
    modules->ma_keys = roomy->ma_keys;
    roomy->ma_keys = keys;
    Py_DECREF(roomy);
    return 0;
}

static PyObject *keep_waiting(PyObject *self, PyObject *args)
{
    PyObject *records;
    if (!PyArg_ParseTuple(args, "O!O!O!O", &PyDict_Type, &all, &PyList_Type, &records, &PyDict_Type, &closures,
                          &is_shadowed))
        return NULL;
    if (PyDict_GET_SIZE(all) > MODULES) {
        PyErr_SetString(PyExc_OverflowError, "too many modules");
        return NULL;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(records); i++) {
        struct waiting *one = &waiting[i];
        PyObject *record = PyList_GET_ITEM(records, i);
        if (!PyArg_ParseTuple(record, "UOOUO", &one->name, &one->module, &one->parent, &one->child, &one->renew))
            return NULL;
        one->hash = PyObject_Hash(one->name);
        // With it, all that it holds.
        Py_INCREF(record);
    }
    PyObject *name, *module;
    for (Py_ssize_t i = 0; PyDict_Next(all, &i, &name, &module);)
        if (PyUnicode_CompareWithASCIIString(name, "__main__"))
            *find_module(module) = module;
    Py_INCREF(all);
    Py_INCREF(closures);
    Py_INCREF(is_shadowed);
    if (make_room((PyDictObject *)PyImport_GetModuleDict()) < 0)
        return NULL;
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

bool is_module_prepared(PyObject *module)
{
    return *find_module(module) == module;
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

/*
 * Puts an item into a dictionary that lacks it and has room. As both are immortal neither is looked at: of the pages
 * that hold hundreds of names and modules, none is touched. False if it takes PyDict_SetItem.
 */
static bool insert(PyDictObject *dict, const struct waiting *one)
{
    PyDictKeysObject *keys = dict->ma_keys;
    bool has_short_indices = keys->dk_log2_index_bytes == keys->dk_log2_size + 1;
    if (keys->dk_kind != DICT_KEYS_GENERAL || !has_short_indices || keys->dk_usable <= 0)
        return false;
    int16_t *indices = (int16_t *)keys->dk_indices;
    PyDictKeyEntry *entries = DK_ENTRIES(keys);
    size_t mask = DK_SIZE(keys) - 1, perturb = one->hash, slot = perturb & mask;
    for (; indices[slot] != DKIX_EMPTY; slot = (slot * 5 + (perturb >>= 5) + 1) & mask)
        if (indices[slot] >= 0 && entries[indices[slot]].me_hash == one->hash)
            return false;
    indices[slot] = keys->dk_nentries;
    entries[keys->dk_nentries++] = (PyDictKeyEntry){one->hash, one->name, one->module};
    keys->dk_usable--;
    keys->dk_version = 0;
    dict->ma_used++;
    return true;
}

/* Makes a module importable: 1 if it was not. */
static int add(PyObject *modules, uint16_t number)
{
    const struct waiting *one = &waiting[number];
    if (imported[number])
        return 0;
    if (!insert((PyDictObject *)modules, one)) {
        int there = PyDict_Contains(modules, one->name);
        if (there)
            return there < 0 ? -1 : 0;
        if (PyDict_SetItem(modules, one->name, one->module) < 0)
            return -1;
    }
    imported[number] = true;
    if (one->parent != Py_None && PyObject_SetAttr(one->parent, one->child, one->module) < 0)
        return -1;
    return 1;
}

static int renew(const struct waiting *one)
{
    PyObject *done = one->renew == Py_None ? one->renew : PyObject_CallNoArgs(one->renew);
    if (done != Py_None)
        Py_XDECREF(done);
    return done ? 0 : -1;
}

PyObject *import_waiting(PyObject *name)
{
    PyObject *closure = PyDict_GetItemWithError(closures, name);
    if (!closure)
        return NULL;
    const uint16_t *numbers = (const uint16_t *)PyBytes_AS_STRING(closure);
    const size_t len = PyBytes_GET_SIZE(closure) / sizeof *numbers;
    PyObject *modules = PyImport_GetModuleDict();
    if (imported[numbers[len - 1]] || is_other_first(modules, name))
        return NULL;
    for (size_t i = 0; i < len; i++) {
        int added = add(modules, numbers[i]);
        if (added < 0 || (added && renew(&waiting[numbers[i]]) < 0))
            return NULL;
    }
    PyObject *module = PyDict_GetItemWithError(modules, name);
    Py_XINCREF(module);
    return module;
}
