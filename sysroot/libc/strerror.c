/* The texts of errors, as Linux programs print them: glibc's, where wasi-libc has musl's. */
#include <errno.h>
#include <locale.h>
#include <string.h>

static const char *const texts[] = {
	[0] = "Success",
	[E2BIG] = "Argument list too long",
	[EACCES] = "Permission denied",
	[EADDRINUSE] = "Address already in use",
	[EADDRNOTAVAIL] = "Cannot assign requested address",
	[EAFNOSUPPORT] = "Address family not supported by protocol",
	[EAGAIN] = "Resource temporarily unavailable",
	[EALREADY] = "Operation already in progress",
	[EBADF] = "Bad file descriptor",
	[EBADMSG] = "Bad message",
	[EBUSY] = "Device or resource busy",
	[ECANCELED] = "Operation canceled",
	[ECHILD] = "No child processes",
	[ECONNABORTED] = "Software caused connection abort",
	[ECONNREFUSED] = "Connection refused",
	[ECONNRESET] = "Connection reset by peer",
	[EDEADLK] = "Resource deadlock avoided",
	[EDESTADDRREQ] = "Destination address required",
	[EDOM] = "Numerical argument out of domain",
	[EDQUOT] = "Disk quota exceeded",
	[EEXIST] = "File exists",
	[EFAULT] = "Bad address",
	[EFBIG] = "File too large",
	[EHOSTUNREACH] = "No route to host",
	[EIDRM] = "Identifier removed",
	[EILSEQ] = "Invalid or incomplete multibyte or wide character",
	[EINPROGRESS] = "Operation now in progress",
	[EINTR] = "Interrupted system call",
	[EINVAL] = "Invalid argument",
	[EIO] = "Input/output error",
	[EISCONN] = "Transport endpoint is already connected",
	[EISDIR] = "Is a directory",
	[ELOOP] = "Too many levels of symbolic links",
	[EMFILE] = "Too many open files",
	[EMLINK] = "Too many links",
	[EMSGSIZE] = "Message too long",
	[EMULTIHOP] = "Multihop attempted",
	[ENAMETOOLONG] = "File name too long",
	[ENETDOWN] = "Network is down",
	[ENETRESET] = "Network dropped connection on reset",
	[ENETUNREACH] = "Network is unreachable",
	[ENFILE] = "Too many open files in system",
	[ENOBUFS] = "No buffer space available",
	[ENODEV] = "No such device",
	[ENOENT] = "No such file or directory",
	[ENOEXEC] = "Exec format error",
	[ENOLCK] = "No locks available",
	[ENOLINK] = "Link has been severed",
	[ENOMEM] = "Cannot allocate memory",
	[ENOMSG] = "No message of desired type",
	[ENOPROTOOPT] = "Protocol not available",
	[ENOSPC] = "No space left on device",
	[ENOSYS] = "Function not implemented",
	[ENOTCONN] = "Transport endpoint is not connected",
	[ENOTDIR] = "Not a directory",
	[ENOTEMPTY] = "Directory not empty",
	[ENOTRECOVERABLE] = "State not recoverable",
	[ENOTSOCK] = "Socket operation on non-socket",
	[ENOTSUP] = "Operation not supported",
	[ENOTTY] = "Inappropriate ioctl for device",
	[ENXIO] = "No such device or address",
	[EOVERFLOW] = "Value too large for defined data type",
	[EOWNERDEAD] = "Owner died",
	[EPERM] = "Operation not permitted",
	[EPIPE] = "Broken pipe",
	[EPROTO] = "Protocol error",
	[EPROTONOSUPPORT] = "Protocol not supported",
	[EPROTOTYPE] = "Protocol wrong type for socket",
	[ERANGE] = "Numerical result out of range",
	[EROFS] = "Read-only file system",
	[ESPIPE] = "Illegal seek",
	[ESRCH] = "No such process",
	[ESTALE] = "Stale file handle",
	[ETIMEDOUT] = "Connection timed out",
	[ETXTBSY] = "Text file busy",
	[EXDEV] = "Invalid cross-device link",
	[ENOTCAPABLE] = "Operation not permitted",
};

/* Without snprintf: every program has this function, few need to format numbers. */
static char *unknown(int error)
{
	static char text[sizeof "Unknown error -2147483648"] = "Unknown error ";
	char digits[12];
	int count = 0;
	unsigned rest = error < 0 ? -(unsigned)error : (unsigned)error;
	do
		digits[count++] = '0' + rest % 10;
	while (rest /= 10);
	if (error < 0)
		digits[count++] = '-';
	char *end = text + sizeof "Unknown error " - 1;
	while (count)
		*end++ = digits[--count];
	*end = 0;
	return text;
}

char *strerror(int error)
{
	if (error >= 0 && error < (int)(sizeof texts / sizeof *texts) && texts[error])
		return (char *)texts[error];
	return unknown(error);
}

char *__strerror_l(int error, locale_t locale)
{
	return strerror(error);
}

char *strerror_l(int error, locale_t locale)
{
	return strerror(error);
}
