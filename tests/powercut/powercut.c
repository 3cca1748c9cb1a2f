/*
 * What a power cut would leave on the disk: a library that is loaded into a process before its own code (LD_PRELOAD)
 * and writes down, in order, everything that the process does to the files of one folder: writes, truncations, syncs and
 * removals. A killed process leaves all it wrote in the system's cache, so killing proves little; from this log the files can
 * be rebuilt as they would be if the machine had lost power at any moment, with what was not synced gone, kept or torn.
 *
 *   POWERCUT_FOLDER      only files whose path starts with this are written down; "-shm" files are not (they are memory)
 *   POWERCUT_LOG         where to write
 *   POWERCUT_FAIL_SYNC   when n > 0, every n-th sync of such a file fails with EIO and syncs nothing
 *
 * A record is: kind (1 byte), length of the path (2), offset or new length (8), length of the data (4), the path, the data;
 * numbers in the machine's own order. Build: gcc -shared -fPIC -O2 -Wall -Wextra -o powercut.so powercut.c -ldl
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { WRITE = 1, TRUNCATE = 2, SYNC = 3, REMOVE = 4, FAILED_SYNC = 5 };

/* Held around the real call and its record, so that the log has the order in which things happened. */
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;

static int is_watched(const char *path)
{
    const char *folder = getenv("POWERCUT_FOLDER");
    size_t length = strlen(path);
    if (folder == NULL || *folder == 0 || strncmp(path, folder, strlen(folder)) != 0)
        return 0;
    return length < 4 || strcmp(path + length - 4, "-shm") != 0;
}

/* The path of an open file; 0 when it is not one that we watch. */
static int watched_path(int file, char path[PATH_MAX])
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0)
        return 0;
    path[length] = 0;
    return is_watched(path);
}

static void record(enum kind kind, const char *path, uint64_t offset, const void *data, uint32_t data_length)
{
    static int log = -1;
    if (log < 0)
        log = (int)syscall(SYS_openat, AT_FDCWD, getenv("POWERCUT_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

    char header[15];
    uint16_t path_length = (uint16_t)strlen(path);
    header[0] = (char)kind;
    memcpy(header + 1, &path_length, 2);
    memcpy(header + 3, &offset, 8);
    memcpy(header + 11, &data_length, 4);
    struct iovec parts[3] = {
        { header, sizeof header }, { (void *)path, path_length }, { (void *)data, data_length },
    };

    /* Straight to the kernel: our own "write" below must not see this. A short record would make the log worthless. */
    if (syscall(SYS_writev, log, parts, 3) != (long)(sizeof header + path_length + data_length)) {
        static const char complaint[] = "powercut: cannot write the log\n";
        syscall(SYS_write, 2, complaint, sizeof complaint - 1);
        abort();
    }
}

ssize_t pwrite64(int file, const void *data, size_t length, off64_t offset)
{
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (real == NULL)
        real = dlsym(RTLD_NEXT, "pwrite64");

    char path[PATH_MAX];
    if (!watched_path(file, path))
        return real(file, data, length, offset);

    pthread_mutex_lock(&order);
    ssize_t written = real(file, data, length, offset);
    int error = errno;
    if (written > 0)
        record(WRITE, path, (uint64_t)offset, data, (uint32_t)written);
    pthread_mutex_unlock(&order);
    errno = error;
    return written;
}

ssize_t pwrite(int file, const void *data, size_t length, off_t offset)
{
    return pwrite64(file, data, length, offset);
}

ssize_t write(int file, const void *data, size_t length)
{
    char path[PATH_MAX];
    if (!watched_path(file, path))
        return syscall(SYS_write, file, data, length);

    pthread_mutex_lock(&order);
    off64_t offset = lseek64(file, 0, SEEK_CUR);
    ssize_t written = syscall(SYS_write, file, data, length);
    int error = errno;
    if (written > 0)
        record(WRITE, path, (uint64_t)offset, data, (uint32_t)written);
    pthread_mutex_unlock(&order);
    errno = error;
    return written;
}

int ftruncate64(int file, off64_t length)
{
    static int (*real)(int, off64_t);
    if (real == NULL)
        real = dlsym(RTLD_NEXT, "ftruncate64");

    char path[PATH_MAX];
    if (!watched_path(file, path))
        return real(file, length);

    pthread_mutex_lock(&order);
    int result = real(file, length);
    int error = errno;
    if (result == 0)
        record(TRUNCATE, path, (uint64_t)length, NULL, 0);
    pthread_mutex_unlock(&order);
    errno = error;
    return result;
}

int ftruncate(int file, off_t length)
{
    return ftruncate64(file, length);
}

static int sync_and_record(int file, const char *name)
{
    static unsigned long syncs;
    char path[PATH_MAX];
    int (*real)(int) = dlsym(RTLD_NEXT, name);
    if (!watched_path(file, path))
        return real(file);

    const char *every = getenv("POWERCUT_FAIL_SYNC");
    unsigned long fail = every == NULL ? 0 : strtoul(every, NULL, 10);
    pthread_mutex_lock(&order);
    int result;
    if (fail > 0 && ++syncs % fail == 0) {
        result = -1;
        record(FAILED_SYNC, path, 0, NULL, 0);
        errno = EIO;
    } else {
        /* The disk itself need not be waited for: what counts as synced is decided by this log. */
        result = 0;
        record(SYNC, path, 0, NULL, 0);
    }
    int error = errno;
    pthread_mutex_unlock(&order);
    errno = error;
    return result;
}

int fsync(int file)
{
    return sync_and_record(file, "fsync");
}

int fdatasync(int file)
{
    return sync_and_record(file, "fdatasync");
}

int unlink(const char *path)
{
    static int (*real)(const char *);
    if (real == NULL)
        real = dlsym(RTLD_NEXT, "unlink");

    if (!is_watched(path))
        return real(path);

    pthread_mutex_lock(&order);
    int result = real(path);
    int error = errno;
    if (result == 0)
        record(REMOVE, path, 0, NULL, 0);
    pthread_mutex_unlock(&order);
    errno = error;
    return result;
}
